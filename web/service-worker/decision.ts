// The same decision as the gate's, by the same module: for a page's facts, and the record as it is now.
import { fromHex, openModule, type Answer, type GateModule } from '../gate/module.ts';
import { nameKind } from '../gate/name-kind.ts';
import './build-values.ts';
import { unknownPage, type Facts } from './page-facts.ts';
import { readRecord } from './record.ts';

const { purposes, metaForUndecided, visitor } = HALLPASS_SERVICE_WORKER;

/** A damaged file, or a browser that cannot: nothing is declared then, and nothing granted. */
const open = (): GateModule | undefined => {
  try {
    return openModule(fromHex(HALLPASS_SERVICE_WORKER.module), fromHex(HALLPASS_SERVICE_WORKER.image), purposes);
  } catch (reason) {
    console.error('hallpass: closed,', reason);
    return undefined;
  }
};
const module = open();

export interface Decision extends Answer {
  /** The site leaves a visitor without a choice to the page's meta line. */
  readonly isLeftToPage: boolean;
}

/** Throws without a module. */
export const decide = async (facts: Facts): Promise<Decision> => {
  if (!module) throw new Error('closed');
  const record = await readRecord();
  const answer = module.decide({ ...facts, now: Date.now(), record });
  const isVisitors = facts.audience === '' || facts.audience === visitor;
  return { ...answer, isLeftToPage: metaForUndecided && record === '' && isVisitors };
};

/** '' for a host that needs no purpose, undefined for one that the policy does not declare. */
const purposeOf = (host: string): string | undefined => module?.find(nameKind.host, host);

const always = module?.decide({ ...unknownPage, now: Date.now(), record: '' }).outcomes ?? {};
/** Whatever anybody chose. */
export const isAlwaysGranted = (host: string): boolean => {
  const purpose = purposeOf(host);
  return purpose === '' || (purpose !== undefined && always[purpose]?.reason === 'strictly_necessary');
};

export const isGranted = ({ outcomes }: Answer, host: string): boolean => outcomes[purposeOf(host) ?? '']?.state === 'granted';
