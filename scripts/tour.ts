export const TOUR_SKU = 'MILK-0001'

/**
 * A shopper's order as a shell script that needs only curl and standard tools. It ends at the first refusal and prints it, in
 * a subshell, so that a terminal into which it is pasted stays open.
 */
export const tour = (origin: string) => `
(
set -e
LARDER=${origin}
call() { RESPONSE=$(curl -sS --fail-with-body "$@") || { echo "$RESPONSE" >&2; return 1; }; echo "$RESPONSE"; }
json() { call -H 'Content-Type: application/json' "$@"; }
field() { grep -o "\\"$1\\":\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }

call "$LARDER/products?q=milk&limit=3"
CART=$(call -X POST "$LARDER/carts")
CART=$(echo "$CART" | field id)
json -X PUT "$LARDER/carts/$CART/items/${TOUR_SKU}" -d '{"quantity":2}'
SLOT=$(call "$LARDER/delivery-slots")
SLOT=$(echo "$SLOT" | field id)
PRICED=$(json -X PUT "$LARDER/carts/$CART/delivery" \\
  -d "{\\"slotId\\":\\"$SLOT\\",\\"address\\":{\\"line1\\":\\"1 Queen's Road Central\\"}}")
TOTAL=$(echo "$PRICED" | grep -o '"total":[0-9]*' | tail -n 1 | cut -d : -f 2)
ORDER=$(json -X POST "$LARDER/orders" -H "Idempotency-Key: $CART" \\
  -d "{\\"cartId\\":\\"$CART\\",\\"expectedTotal\\":$TOTAL,\\"email\\":\\"shopper@example.com\\"}")
PAYMENT=$(echo "$ORDER" | grep -o 'sandbox_[0-9a-z]*' | head -n 1)
call -X POST "$LARDER/sandbox/payments/$PAYMENT/succeed" > /dev/null
call "$LARDER/orders/$(echo "$ORDER" | field id)" -H "X-Order-Token: $(echo "$ORDER" | field accessToken)"
)
`
