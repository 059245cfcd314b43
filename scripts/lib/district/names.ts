// Names as families write them: many languages, many scripts, letters and marks outside the basic plane included.
import type { Random } from './random.ts';

interface Tradition {
  readonly weight: number;
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** How teachers may call the child, in Latin letters, in the order of `given`; none where the names are Latin. */
  readonly latin?: readonly string[];
}

const traditions: readonly Tradition[] = [
  { weight: 26, given: ['Olivia', 'Noah', 'Emma', 'Liam', 'Ava', 'Mason', 'Grace', 'Henry', 'Zoe', 'Caleb', 'Siân', 'Mary-Kate'],
    family: ['Anderson', 'Brooks', 'Carter', "O'Neill", 'Fitzgerald', 'Young', 'MacLeod', 'Smith-Jones', 'Washington', 'St. John', 'Null'] },
  { weight: 20, given: ['Lucía', 'Mateo', 'Sofía', 'Ángel', 'Ximena', 'Iñaki', 'María José', 'Joaquín', 'Begoña'],
    family: ['García', 'Rodríguez Peña', 'de la Cruz', 'Núñez', 'Ibáñez', 'Quiñones', 'López y Vega'] },
  { weight: 6, given: ['Nguyệt', 'Đức', 'Thảo', 'Quốc', 'Ánh'], family: ['Nguyễn', 'Trần', 'Phạm', 'Đặng', 'Huỳnh'] },
  { weight: 4, given: ['Zofia', 'Łukasz', 'Żaneta', 'Kąśia', 'Jiří', 'Škoda'], family: ['Wójcik', 'Dąbrowski', 'Řezníček', 'Šťastný'] },
  { weight: 3, given: ['Søren', 'Åse', 'Björk', 'Þór', 'Aðalheiður'], family: ['Ødegård', 'Sigurðardóttir', 'Ångström', 'Mäkelä'] },
  { weight: 3, given: ['Çağla', 'İbrahim', 'Gülşen', 'Işık'], family: ['Yılmaz', 'Öztürk', 'Şahin', 'Doğan'] },
  { weight: 4, given: ['Олена', 'Дмитро', 'Ївга', 'Сергей', 'Ярослава'], family: ['Шевченко', 'Ковальчук', 'Іваненко', 'Щербакова'],
    latin: ['Olena', 'Dmytro', 'Yivha', 'Sergey', 'Yaroslava'] },
  { weight: 2, given: ['Ελένη', 'Γιώργος', 'Ζωή'], family: ['Παπαδόπουλος', 'Καραγιάννης'], latin: ['Eleni', 'Giorgos', 'Zoi'] },
  { weight: 5, given: ['فاطمة', 'محمد', 'نور', 'يوسف'], family: ['الأحمد', 'حدّاد', 'عبد الله'], latin: ['Fatima', 'Muhammad', 'Nour', 'Yousef'] },
  { weight: 2, given: ['נֹעַם', 'תמר', 'איתי'], family: ['כהן', 'לוי', 'בן־דוד'], latin: ['Noam', 'Tamar', 'Itai'] },
  { weight: 2, given: ['زهرا', 'کیان', 'پریسا'], family: ['حسینی', 'رضایی‌فر'], latin: ['Zahra', 'Kian', 'Parisa'] },
  { weight: 5, given: ['欣怡', '浩然', '梓涵', '𠮷明'], family: ['王', '李', '歐陽', '張'], latin: ['Xinyi', 'Haoran', 'Zihan', 'Jiming'] },
  { weight: 4, given: ['서연', '민준', '하은'], family: ['김', '이', '박', '남궁'], latin: ['Seo-yeon', 'Min-jun', 'Ha-eun'] },
  { weight: 3, given: ['さくら', '翔太', '結衣', 'レオ'], family: ['佐藤', '髙橋', '渡邉'], latin: ['Sakura', 'Shota', 'Yui', 'Reo'] },
  { weight: 4, given: ['प्रिया', 'अर्जुन', 'लक्ष्मी'], family: ['शर्मा', 'सिंह', 'कृष्णन'], latin: ['Priya', 'Arjun', 'Lakshmi'] },
  { weight: 1, given: ['অনন্যা', 'রাহুল'], family: ['চট্টোপাধ্যায়', 'হোসেন'], latin: ['Ananya', 'Rahul'] },
  { weight: 1, given: ['கவிதா', 'செல்வன்'], family: ['சுப்பிரமணியன்'], latin: ['Kavitha', 'Selvan'] },
  { weight: 1, given: ['สุดารัตน์', 'ณัฐวุฒิ'], family: ['วงศ์สวัสดิ์'], latin: ['Sudarat', 'Nattawut'] },
  { weight: 1, given: ['សុភា', 'វិចិត្រ'], family: ['ចាន់'], latin: ['Sophea', 'Vichet'] },
  { weight: 1, given: ['ሰላም', 'ዳዊት'], family: ['ተስፋዬ', 'ገብረ'], latin: ['Selam', 'Dawit'] },
  { weight: 1, given: ['Անահիտ', 'Գոռ'], family: ['Պետրոսյան'], latin: ['Anahit', 'Gor'] },
  { weight: 1, given: ['ნინო', 'გიორგი'], family: ['ბერიძე'], latin: ['Nino', 'Giorgi'] },
  { weight: 1, given: ['Kaʻiulani', 'Kekoa'], family: ['Kealoha', 'Kahananui'] },
  { weight: 1, given: ['Shándíín', 'Niyol'], family: ['Tsosie', 'Yázhí'] },
];

export interface PersonName {
  readonly given: string;
  readonly family: string;
  /** In Latin letters, where the given name is not; otherwise empty. */
  readonly preferredGiven: string;
}

/** One family's name, and a way to name its members. */
export class FamilyName {
  readonly #tradition: Tradition;
  readonly #random: Random;
  readonly family: string;

  constructor(random: Random) {
    const weights = Object.fromEntries(traditions.map((tradition, at) => [String(at), tradition.weight]));
    this.#tradition = traditions[Number(random.weighted(weights))] as Tradition;
    this.#random = random;
    this.family = random.pick(this.#tradition.family);
  }

  member(): PersonName {
    const { given, latin } = this.#tradition;
    const at = this.#random.between(0, given.length - 1);
    return { given: given[at] as string, family: this.family, preferredGiven: latin?.[at] ?? '' };
  }
}
