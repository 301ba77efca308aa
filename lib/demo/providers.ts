import type { DemoProvider } from './transfer';

export const NORD: DemoProvider = {
  number: '0099',
  openimmoAnid: '9f2c41d0b7e64c18a35d70c2e14bb001',
  name: 'Nord-Immobilien',
  email: 'info@nord-immobilien.example',
  phone: '+49 40 5550 9900',
};

export const SUED: DemoProvider = {
  number: '0207',
  openimmoAnid: '4d7be9a35c2f4f0e8b1690d7f3a2c207',
  name: 'Süd Makler GmbH',
  email: 'kontakt@sued-makler.example',
  phone: '+49 89 5550 2070',
};
