// The words of the demo site, English and Spanish, for a reader in a hurry.

export type Language = 'en' | 'es';

export interface SiteTexts {
  readonly tagline: string;
  readonly skip: string;
  readonly nav: Readonly<Record<'home' | 'products' | 'students' | 'contact', string>>;
  readonly footer: Readonly<Record<'cookies' | 'privacy' | 'choices' | 'language', string>>;
  readonly home: { readonly lead: string; readonly action: string; readonly cards: readonly (readonly [title: string, text: string])[] };
  readonly product: { readonly title: string; readonly lead: string; readonly points: readonly string[] };
  readonly students: { readonly title: string; readonly lead: string; readonly note: string };
  readonly contact: {
    readonly title: string; readonly lead: string; readonly send: string; readonly noScript: string;
    readonly fields: Readonly<Record<'name' | 'role' | 'email' | 'phone' | 'message', string>>;
    readonly status: Readonly<Record<'sending' | 'sent' | 'failed' | 'unavailable' | 'keys-unavailable' | 'keys-refused' | 'keys-expired', string>>;
  };
  readonly cookies: Readonly<Record<'title' | 'lead' | 'receipt' | 'noScript' | 'save' | 'forbidden', string>>;
}

export const texts: Readonly<Record<Language, SiteTexts>> = {
  en: {
    tagline: 'Software that runs the school day',
    skip: 'Skip to the content',
    nav: { home: 'Home', products: 'Registration', students: 'Students', contact: 'Contact' },
    footer: { cookies: 'Cookie Statement', privacy: 'Privacy Statement', choices: 'Privacy choices', language: 'Español' },
    home: {
      lead: 'Enrollment, classes and records in one place, so that staff have time for students.',
      action: 'See Registration',
      cards: [
        ['Registration', 'Families enroll in minutes, in their own language, on the phone they have.'],
        ['Records', 'One record for each student. The district owns it, and decides who sees it.'],
        ['Learning', 'Classes, work and grades, without advertising. Not now, not ever.'],
      ],
    },
    product: {
      title: 'Registration',
      lead: 'Online enrollment that families finish.',
      points: ['Forms that carry over from one year and one child to the next', 'Documents by photo, checked before they are sent',
        'Works with your student information system over OneRoster', 'English and Spanish from the first day'],
    },
    students: {
      title: 'For students',
      lead: 'Sign in with the account that your school gave you.',
      note: 'There is no advertising on this page, and no setting can turn it on. Your school’s privacy notice governs your data.',
    },
    contact: {
      title: 'Contact us',
      lead: 'What you write is encrypted on this page, before it is sent. Only the recipient can read it.',
      send: 'Encrypt and send',
      noScript: 'This form encrypts what you write, and needs JavaScript for that. Without it, nothing is sent.',
      fields: { name: 'Your name', role: 'Your role', email: 'Email address', phone: 'Telephone (optional)', message: 'How can we help?' },
      status: {
        sending: 'Encrypting and sending…',
        sent: 'Sent. Only the recipient can read it.',
        failed: 'Not sent: the server did not take it. Your entries are still here; please try again.',
        unavailable: 'Not sent: your entries cannot be encrypted in this browser right now, so nothing has left this page.',
        'keys-unavailable': 'Not sent: the recipient’s keys cannot be loaded right now, so nothing has left this page. Please try again later.',
        'keys-refused': 'Not sent: the recipient’s keys are not the ones that this form trusts, so nothing has left this page.',
        'keys-expired': 'Not sent: the recipient’s keys do not count at this time, so nothing has left this page. Is the date of this device right?',
      },
    },
    cookies: {
      title: 'Cookie Statement',
      lead: 'Everything this site may store or load, by purpose. This page and the site’s behavior come from the same file.',
      receipt: 'Save the receipt of your choice',
      noScript: 'Your browser runs no scripts here, so nothing optional is loaded. You can still say what you allow:',
      save: 'Save choices',
      forbidden: 'Not used here.',
    },
  },
  es: {
    tagline: 'El software que mueve el día escolar',
    skip: 'Ir al contenido',
    nav: { home: 'Inicio', products: 'Inscripción', students: 'Estudiantes', contact: 'Contacto' },
    footer: { cookies: 'Declaración de cookies', privacy: 'Declaración de privacidad', choices: 'Opciones de privacidad', language: 'English' },
    home: {
      lead: 'Inscripción, clases y expedientes en un solo lugar, para que el personal tenga tiempo para los estudiantes.',
      action: 'Ver Inscripción',
      cards: [
        ['Inscripción', 'Las familias se inscriben en minutos, en su idioma, con el teléfono que tienen.'],
        ['Expedientes', 'Un expediente por estudiante. Es del distrito, que decide quién lo ve.'],
        ['Aprendizaje', 'Clases, tareas y calificaciones, sin publicidad. Ni ahora ni nunca.'],
      ],
    },
    product: {
      title: 'Inscripción',
      lead: 'Inscripción en línea que las familias terminan.',
      points: ['Formularios que pasan de un año y de un hijo al siguiente', 'Documentos por foto, revisados antes de enviarse',
        'Funciona con su sistema escolar mediante OneRoster', 'En inglés y en español desde el primer día'],
    },
    students: {
      title: 'Para estudiantes',
      lead: 'Entra con la cuenta que te dio tu escuela.',
      note: 'En esta página no hay publicidad, y ningún ajuste puede activarla. El aviso de privacidad de tu escuela rige tus datos.',
    },
    contact: {
      title: 'Contacto',
      lead: 'Lo que usted escribe se cifra en esta página, antes de enviarse. Solo el destinatario puede leerlo.',
      send: 'Cifrar y enviar',
      noScript: 'Este formulario cifra lo que usted escribe, y para eso necesita JavaScript. Sin él no se envía nada.',
      fields: { name: 'Su nombre', role: 'Su cargo', email: 'Correo electrónico', phone: 'Teléfono (opcional)', message: '¿En qué podemos ayudarle?' },
      status: {
        sending: 'Cifrando y enviando…',
        sent: 'Enviado. Solo el destinatario puede leerlo.',
        failed: 'No enviado: el servidor no lo aceptó. Sus datos siguen aquí; inténtelo de nuevo.',
        unavailable: 'No enviado: sus datos no se pueden cifrar ahora en este navegador, así que nada ha salido de esta página.',
        'keys-unavailable': 'No enviado: ahora no se pueden cargar las claves del destinatario, así que nada ha salido de esta página. Inténtelo más tarde.',
        'keys-refused': 'No enviado: las claves del destinatario no son las que este formulario acepta, así que nada ha salido de esta página.',
        'keys-expired': 'No enviado: las claves del destinatario no valen en este momento, así que nada ha salido de esta página. ¿Es correcta la fecha de este dispositivo?',
      },
    },
    cookies: {
      title: 'Declaración de cookies',
      lead: 'Todo lo que este sitio puede guardar o cargar, por finalidad. Esta página y el sitio salen del mismo archivo.',
      receipt: 'Guardar el recibo de su elección',
      noScript: 'Su navegador no ejecuta scripts aquí, así que no se carga nada opcional. Aun así puede decir qué permite:',
      save: 'Guardar opciones',
      forbidden: 'No se usa aquí.',
    },
  },
};
