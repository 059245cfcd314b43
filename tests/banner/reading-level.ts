// US school grade of an English text. https://en.wikipedia.org/wiki/Flesch–Kincaid_readability_tests

/** Groups of vowels, without a silent e at the end: right for most words, one off for some. */
const syllables = (word: string): number => {
  const groups = word.toLowerCase().replace(/(?:[^laeiouy]e|[^laeiouytd]es|[^laeiouytd]ed)$/, '').match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 0);
};

export const readingGrade = (text: string): number => {
  const sentences = text.split(/[.?!:]+(?:\s|$)/).filter((sentence) => /\p{L}/u.test(sentence)).length;
  const words = text.match(/[\p{L}’'-]+/gu) ?? [];
  return 0.39 * words.length / sentences + 11.8 * words.reduce((sum, word) => sum + syllables(word), 0) / words.length - 15.59;
};
