import { expect, test } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';

/** What people who know the two older manuals look for, in the words of those manuals. */
const SPANISH = [
  'transferencia de datos',
  'servidor central',
  'estado de sincronización',
  'sección inferior del panel de navegación',
  'registros que esperan ser enviados al servidor central',
  'última sincronización',
  'Sincronización manual',
  'horario programado',
  'intervalo de sincronización',
  '¡Sincronizar ahora!',
  'spinner',
  'Obtener Remotamente',
  'icono «i»',
  'Admin > Sincronización',
];
const GERMAN = [
  'Bereits eingerichtete Schnittstellen synchronisieren Immobiliendatensätze',
  'Schnittstellen-Konfiguration',
  'Manuelle Synchronisierung',
  'Schnittstellenübersicht',
  'Maske',
  'Symbole',
  'Synchronisierungsstatus',
  'Bereits synchronisiert',
  'Fehler bei der Synchronisierung',
  'Noch nicht synchronisiert',
  'Dateipfad',
  'Lokalisation des Datensatzes',
  'Letzte Änderung',
  'Timestamp',
  'aktualisierten Datensätzen',
  'Dateigröße',
  'Letzte Synchronisierung',
  'Benutzer',
  'Verlauf der Synchronisationen',
  'zuletzt synchronisierte Dateien',
  'Bereinigung von Dateien',
  'Datensätze aufräumen',
  'Dateiverwaltung',
  'Importverzeichnis',
];

const helpIn = (locale: 'es' | 'de') => {
  const { help, helpWords, helpStatuses, deliveries } = MESSAGES[locale];
  return JSON.stringify({ help, helpWords, helpStatuses, states: deliveries.states }).toLowerCase();
};

test.each(SPANISH)('the Spanish help knows "%s"', (words) => {
  expect(helpIn('es')).toContain(words.toLowerCase());
});

test.each(GERMAN)('the German help knows "%s"', (words) => {
  expect(helpIn('de')).toContain(words.toLowerCase());
});
