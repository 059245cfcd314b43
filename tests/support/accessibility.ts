// What either of two independent checkers finds on a page, axe and IBM's: they know different rules.
import type { Page } from 'playwright-core';
import { axeViolations } from './axe.ts';
import { ibmFindings } from './ibm-checker.ts';

export const accessibilityFindings = async (page: Page): Promise<string[]> => [...await axeViolations(page), ...await ibmFindings(page)];
