import { notFound } from 'next/navigation';
import { db } from '@/lib/db/client';
import { findInterface, type InterfaceDetail } from '@/lib/interfaces/get';

/** The interface that the address names, or the page that says that there is none. */
export async function openInterface(interfaceId: string): Promise<InterfaceDetail> {
  return (await findInterface(db(), interfaceId)) ?? notFound();
}
