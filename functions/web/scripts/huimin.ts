// What a browser with scripts adds: focus on the error summary, one submission for a double click, a word about a file
// that is too large before it is sent, files dropped onto their form or read into a field, pages that look again by
// themselves. Every page works without it.
import { Button, ErrorSummary, NotificationBanner, createAll } from 'govuk-frontend';
import { checkFiles } from './check-files.ts';
import { showPrintButtons } from './print-buttons.ts';
import { dropFiles } from './drop-files.ts';
import { lookAgain } from './look-again.ts';
import { readFiles } from './read-file.ts';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(NotificationBanner);
checkFiles();
showPrintButtons();
dropFiles();
lookAgain();
readFiles();
