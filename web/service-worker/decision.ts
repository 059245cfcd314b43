// The same decision as the gate's, by the same module: for a page's facts, and the record as it is now. What the module
// finds follows its last decision, so nothing is waited for between the two.
import { fromHex, openModule, type Answer, type GateModule } from '../gate/module.ts';
import { nameKind, refusedVendor } from '../gate/name-kind.ts';
import './build-values.ts';
import { unknownPage, type Facts } from './page-facts.ts';
import { readRecord } from './record.ts';

const { purposes, hosts, metaForUndecided, visitor } = HALLPASS_SERVICE_WORKER;

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

/** Throws without a module. */
const decide = (facts: Facts, record: string): Answer => {
  if (!module) throw new Error('closed');
  return module.decide({ ...facts, now: Date.now(), record });
};

/** '' for a host that needs no purpose, undefined for one that the policy does not declare. */
const purposeOf = (host: string): string | undefined => module?.find(nameKind.host, host);

export interface HostDecision {
  readonly isGranted: boolean;
  readonly everything: boolean;
}

export const decideHost = async (facts: Facts, host: string): Promise<HostDecision> => {
  const { outcomes, everything } = decide(facts, await readRecord());
  return { isGranted: outcomes[purposeOf(host) ?? '']?.state === 'granted', everything };
};

export interface PageDecision {
  /** Purposes that are granted, and the hosts that they let through. */
  readonly purposes: readonly string[];
  readonly hosts: readonly string[];
  /** The site leaves a visitor without a choice to the page's meta line. */
  readonly isLeftToPage: boolean;
}

export const decidePage = async (facts: Facts): Promise<PageDecision> => {
  const record = await readRecord();
  const { outcomes } = decide(facts, record);
  const granted = Object.keys(hosts).filter((id) => outcomes[id]?.state === 'granted');
  const isRefused = (vendor: string): boolean => vendor !== '' && module?.find(nameKind.vendor, vendor) === refusedVendor;
  const isVisitors = facts.audience === '' || facts.audience === visitor;
  return {
    purposes: granted, isLeftToPage: metaForUndecided && record === '' && isVisitors,
    hosts: granted.flatMap((id) => hosts[id] ?? []).flatMap(([vendor, list]) => isRefused(vendor) ? [] : list),
  };
};

const always = module?.decide({ ...unknownPage, now: Date.now(), record: '' }).outcomes ?? {};
/** Whatever anybody chose. */
export const isAlwaysGranted = (host: string): boolean => {
  const purpose = purposeOf(host);
  return purpose === '' || (purpose !== undefined && always[purpose]?.reason === 'strictly_necessary');
};
