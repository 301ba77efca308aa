import { escapeXml } from '../xml';

/** How one agency's software writes OpenImmo: every dialect says the same, and every one is found in the field. */
export interface Dialect {
  encoding: 'UTF-8' | 'ISO-8859-1' | 'UTF-16';
  /** before every element's name, like `oi:` */
  prefix: string;
  namespace: string | null;
  yes: string;
  no: string;
  decimalComma: boolean;
  germanDays: boolean;
  /** `aktionart` and `umfang` in lower case */
  lowerCase: boolean;
  software: string;
}

export const PLAIN: Dialect = {
  encoding: 'UTF-8',
  prefix: '',
  namespace: null,
  yes: 'true',
  no: 'false',
  decimalComma: false,
  germanDays: false,
  lowerCase: false,
  software: 'Maklerwerkzeug',
};

export const DIALECTS: readonly Dialect[] = [
  PLAIN,
  { ...PLAIN, encoding: 'ISO-8859-1', yes: '1', no: '0', software: 'Haus & Hof Export' },
  { ...PLAIN, prefix: 'oi:', namespace: 'http://www.openimmo.de', decimalComma: true, software: 'ImmoKontor' },
  { ...PLAIN, namespace: 'urn:exposé', yes: 'JA', no: 'NEIN', germanDays: true, software: 'Exposé-Schmiede' },
  { ...PLAIN, encoding: 'UTF-16', lowerCase: true, decimalComma: true, germanDays: true, software: 'Objektbuch 3' },
];

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Part = string | null | readonly Part[];

/** Writes elements in a dialect. Parts are markup already; null is left out. */
export class Writer {
  constructor(readonly dialect: Dialect) {}

  element(name: string, attributes: Attributes = {}, ...parts: Part[]): string {
    const tag = this.dialect.prefix + name;
    let opened = `<${tag}`;
    for (const key in attributes) {
      const value = attributes[key];
      if (value === null || value === undefined) continue;
      opened += ` ${key}="${typeof value === 'boolean' ? this.flag(value) : escapeXml(String(value))}"`;
    }
    const content = join(parts);
    return content === '' ? `${opened}/>` : `${opened}>${content}</${tag}>`;
  }

  text(name: string, value: string | number | null, attributes: Attributes = {}): string | null {
    return value === null ? null : this.element(name, attributes, escapeXml(String(value)));
  }

  number(name: string, value: number | null, digits = 2, attributes: Attributes = {}): string | null {
    return value === null ? null : this.element(name, attributes, this.decimal(value, digits));
  }

  truth(name: string, value: boolean | null): string | null {
    return value === null ? null : this.element(name, {}, this.flag(value));
  }

  /** `value` is `YYYY-MM-DD`. */
  day(name: string, value: string | null): string | null {
    return value === null ? null : this.element(name, {}, this.date(value));
  }

  /** A section that is left out when there is nothing in it. */
  section(name: string, ...parts: Part[]): string | null {
    const content = join(parts);
    return content === '' ? null : this.element(name, {}, `\n${content}\n`);
  }

  date(value: string): string {
    return this.dialect.germanDays ? value.split('-').reverse().join('.') : value;
  }

  private flag(value: boolean): string {
    return value ? this.dialect.yes : this.dialect.no;
  }

  private decimal(value: number, digits: number): string {
    const text = value.toFixed(digits);
    return this.dialect.decimalComma ? text.replace('.', ',') : text;
  }
}

function join(parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) {
    if (part !== null) text += typeof part === 'string' ? part : join(part);
  }
  return text;
}
