// What the page says, in the viewer's language: the tables, and numbers and times as they are written there.

import { de } from "./strings.de.js";
import { en } from "./strings.en.js";

const TABLES = { en, de };

/** The browser's first language that there is a table for, with the region that decides how times are written. */
const locale = (navigator.languages ?? []).find((tag) => tag.slice(0, 2) in TABLES) ?? "en";
export const language = locale.slice(0, 2);

const table = TABLES[language];
const plurals = new Intl.PluralRules(language);

/** Add sentences that the first view does without, by language. */
export function addSentences(tables) {
  Object.assign(en, tables.en);
  Object.assign(table, tables[language]);
}

/** Return a sentence, with values put in for {names}. */
export function t(key, values = {}) {
  return (table[key] ?? en[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Return a sentence about a number of things. */
export function count(key, n) {
  return t(`${key}_${plurals.select(n) === "one" ? "one" : "other"}`, { n: formatted(n) });
}

/** Return a number with at most so many decimals. */
export const formatted = (n, decimals = 0) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(n);

/** Return a day and time in the viewer's own zone. */
/** The day of the week that a date has in UTC. */
export const weekday = (date) => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(date);

export const moment = (iso) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
