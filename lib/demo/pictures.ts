import 'server-only';
import sharp from 'sharp';
import { createRandom, type Random } from './random';

const WIDTH = 960;
const HEIGHT = 640;

const SKIES = [
  ['#f6d9b8', '#9fc4d8'],
  ['#fde7c9', '#e39a76'],
  ['#dcecf5', '#6d9ec4'],
  ['#f3e6f2', '#a58fbf'],
  ['#e6f2e4', '#7fb39b'],
] as const;
const WALLS = ['#b5533c', '#e8dcc5', '#cbbfa8', '#8fa3ad', '#d9a679', '#f2efe8'] as const;

/** A picture of a row of houses, drawn from its number: the same number gives the same bytes on one machine. */
export async function drawPicture(seed: number): Promise<Buffer> {
  return sharp(Buffer.from(drawScene(createRandom(seed * 7919 + 17))))
    .jpeg({ quality: 72 })
    .toBuffer();
}

function drawScene(random: Random): string {
  const [top, bottom] = random.pick(SKIES);
  const houses = Array.from({ length: 5 }, (_, index) => drawHouse(index * 190 + random.between(0, 30), random));
  const ground = `<rect y="560" width="${WIDTH}" height="80" fill="#5f7a5a"/><rect y="600" width="${WIDTH}" height="40" fill="#6f6a64"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="sky" x1="0" y1="1" x2="0.3" y2="0">
      <stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>
    <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
    <circle cx="${random.between(120, 840)}" cy="${random.between(80, 180)}" r="${random.between(36, 60)}" fill="#fff6dd" opacity="0.85"/>
    ${houses.join('')}${ground}${drawTree(random)}${drawTree(random)}</svg>`;
}

function drawHouse(x: number, random: Random): string {
  const width = random.between(140, 180, 10);
  const height = random.between(200, 330, 10);
  const y = 560 - height;
  const roof = `<polygon points="${x - 10},${y} ${x + width / 2},${y - random.between(50, 100)} ${x + width + 10},${y}" fill="#4a4f55"/>`;
  const wall = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${random.pick(WALLS)}"/>`;
  const windows: string[] = [];
  for (let row = 0; row < Math.floor((height - 60) / 62); row++) {
    for (let column = 0; column < 3; column++) {
      const lit = random.between(0, 3) === 0 ? '#ffe9a8' : '#dfe8ee';
      const place = `x="${x + 18 + (column * (width - 30)) / 3}" y="${y + 22 + row * 62}"`;
      windows.push(`<rect ${place} width="26" height="38" rx="2" fill="${lit}" stroke="#ffffff" stroke-width="3"/>`);
    }
  }
  const door = `<rect x="${x + width / 2 - 16}" y="510" width="32" height="50" rx="3" fill="#3d4a44"/>`;
  return roof + wall + windows.join('') + door;
}

function drawTree(random: Random): string {
  const x = random.between(40, 920);
  const size = random.between(34, 62);
  return `<rect x="${x - 5}" y="510" width="10" height="60" fill="#6b4f3a"/>
    <circle cx="${x}" cy="${510 - size / 2}" r="${size}" fill="#4f7d52" opacity="0.95"/>
    <circle cx="${x - size / 2}" cy="${520 - size / 4}" r="${size * 0.7}" fill="#5f8f60" opacity="0.95"/>`;
}
