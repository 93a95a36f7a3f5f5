// What a browser with scripts adds: focus on the error summary, one submission for a double click, conditional
// questions folded away. Every page works without it.
import { Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, createAll } from 'govuk-frontend';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
createAll(Button, { preventDoubleClick: true });
createAll(Checkboxes);
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(Radios);
