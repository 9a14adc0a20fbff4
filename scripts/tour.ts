export const TOUR_SKU = 'MILK-0001'

/** A shopper's order as a shell script that needs only curl and standard tools. */
export const tour = (origin: string) => `
LARDER=${origin}
field() { grep -o "\\"$1\\":\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }

curl -s "$LARDER/products?q=milk&limit=3"; echo
CART=$(curl -s -X POST "$LARDER/carts" | field id)
curl -s -X PUT "$LARDER/carts/$CART/items/${TOUR_SKU}" -H 'Content-Type: application/json' -d '{"quantity":2}'; echo
SLOT=$(curl -s "$LARDER/delivery-slots" | field id)
TOTAL=$(curl -s -X PUT "$LARDER/carts/$CART/delivery" -H 'Content-Type: application/json' \\
  -d "{\\"slotId\\":\\"$SLOT\\",\\"address\\":{\\"line1\\":\\"1 Queen's Road Central\\"}}" | grep -o '"total":[0-9]*' | tail -n 1 | cut -d : -f 2)
ORDER=$(curl -s -X POST "$LARDER/orders" -H 'Content-Type: application/json' -H "Idempotency-Key: $CART" \\
  -d "{\\"cartId\\":\\"$CART\\",\\"expectedTotal\\":$TOTAL,\\"email\\":\\"shopper@example.com\\"}")
PAYMENT=$(echo "$ORDER" | grep -o 'sandbox_[0-9a-z]*')
curl -s -X POST "$LARDER/sandbox/payments/$PAYMENT/succeed" > /dev/null
curl -s "$LARDER/orders/$(echo "$ORDER" | field id)" -H "X-Order-Token: $(echo "$ORDER" | field accessToken)"; echo
`
