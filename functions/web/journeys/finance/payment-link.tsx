/** A payment's id, leading to its page. */
export function PaymentLink({ paymentId }: { paymentId: string }) {
  return (
    <a class="govuk-link app-code" href={`/finance/payments/${paymentId}`}>
      {paymentId}
    </a>
  );
}
