// What a browser with scripts adds: focus on the error summary, one submission for a double click. Every
// page works without it.
import { Button, ErrorSummary, NotificationBanner, createAll } from 'govuk-frontend';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(NotificationBanner);
