import eraseMe from './accounts/erase-me.ts'
import exportMe from './accounts/export-me.ts'
import getMe from './accounts/get-me.ts'
import login from './accounts/login.ts'
import logout from './accounts/logout.ts'
import refresh from './accounts/refresh.ts'
import register from './accounts/register.ts'
import updateMe from './accounts/update-me.ts'
import advanceOrder from './back-office/advance-order.ts'
import changeRole from './back-office/change-role.ts'
import checkInvariants from './back-office/check-invariants.ts'
import createCoupon from './back-office/create-coupon.ts'
import createDeliverySlot from './back-office/create-delivery-slot.ts'
import createDeliveryZone from './back-office/create-delivery-zone.ts'
import createFlashSale from './back-office/create-flash-sale.ts'
import createProduct from './back-office/create-product.ts'
import createPromotion from './back-office/create-promotion.ts'
import createWebhook from './back-office/create-webhook.ts'
import deleteWebhook from './back-office/delete-webhook.ts'
import getCoupon from './back-office/get-coupon.ts'
import getDeliverySlot from './back-office/get-delivery-slot.ts'
import getDeliveryZone from './back-office/get-delivery-zone.ts'
import getFlashSaleRecord from './back-office/get-flash-sale-record.ts'
import getPromotion from './back-office/get-promotion.ts'
import getStaffOrder from './back-office/get-staff-order.ts'
import getWebhook from './back-office/get-webhook.ts'
import importProducts from './back-office/import-products.ts'
import listAllProducts from './back-office/list-all-products.ts'
import listAuditLog from './back-office/list-audit-log.ts'
import listCoupons from './back-office/list-coupons.ts'
import listCustomers from './back-office/list-customers.ts'
import listDeliverySlots from './back-office/list-delivery-slots.ts'
import listDeliveryZones from './back-office/list-delivery-zones.ts'
import listFlashSaleRecords from './back-office/list-flash-sale-records.ts'
import listOutbox from './back-office/list-outbox.ts'
import listPromotions from './back-office/list-promotions.ts'
import listStaffOrders from './back-office/list-staff-orders.ts'
import listWebhookDeliveries from './back-office/list-webhook-deliveries.ts'
import listWebhooks from './back-office/list-webhooks.ts'
import moveStock from './back-office/move-stock.ts'
import prepareImage from './back-office/prepare-image.ts'
import readProduct from './back-office/read-product.ts'
import redeliverWebhook from './back-office/redeliver-webhook.ts'
import refundOrder from './back-office/refund-order.ts'
import retryOutbox from './back-office/retry-outbox.ts'
import updateCoupon from './back-office/update-coupon.ts'
import updateDeliverySlot from './back-office/update-delivery-slot.ts'
import updateDeliveryZone from './back-office/update-delivery-zone.ts'
import updateFlashSale from './back-office/update-flash-sale.ts'
import updateProduct from './back-office/update-product.ts'
import updatePromotion from './back-office/update-promotion.ts'
import updateWebhook from './back-office/update-webhook.ts'
import createCart from './carts/create-cart.ts'
import deleteClaim from './carts/delete-claim.ts'
import deleteCoupon from './carts/delete-coupon.ts'
import deleteItem from './carts/delete-item.ts'
import getCart from './carts/get-cart.ts'
import mergeCart from './carts/merge-cart.ts'
import putClaim from './carts/put-claim.ts'
import putCoupon from './carts/put-coupon.ts'
import putDelivery from './carts/put-delivery.ts'
import putItem from './carts/put-item.ts'
import getProduct from './catalog/get-product.ts'
import listCategories from './catalog/list-categories.ts'
import listProducts from './catalog/list-products.ts'
import listSlots from './delivery/list-slots.ts'
import createClaim from './flash-sales/create-claim.ts'
import getFlashSale from './flash-sales/get-flash-sale.ts'
import listFlashSales from './flash-sales/list-flash-sales.ts'
import releaseClaim from './flash-sales/release-claim.ts'
import listMovements from './inventory/list-movements.ts'
import docs from './operations/docs.ts'
import getAsset from './operations/get-asset.ts'
import health from './operations/health.ts'
import liveness from './operations/liveness.ts'
import metrics from './operations/metrics.ts'
import openapi from './operations/openapi.ts'
import runJob from './operations/run-job.ts'
import cancelOrder from './orders/cancel-order.ts'
import getOrder from './orders/get-order.ts'
import listOrders from './orders/list-orders.ts'
import placeOrder from './orders/place-order.ts'
import sandboxOutcome from './payments/sandbox-outcome.ts'
import webhook from './payments/webhook.ts'

/** Every endpoint, one line each. */
export const manifest = [
  listCategories,
  listProducts,
  getProduct,
  createCart,
  getCart,
  putItem,
  deleteItem,
  putClaim,
  deleteClaim,
  putCoupon,
  deleteCoupon,
  putDelivery,
  mergeCart,
  listSlots,
  listFlashSales,
  getFlashSale,
  createClaim,
  releaseClaim,
  placeOrder,
  listOrders,
  getOrder,
  cancelOrder,
  register,
  login,
  refresh,
  logout,
  getMe,
  updateMe,
  eraseMe,
  exportMe,
  listMovements,
  moveStock,
  createCoupon,
  listCoupons,
  getCoupon,
  updateCoupon,
  importProducts,
  prepareImage,
  createFlashSale,
  listFlashSaleRecords,
  getFlashSaleRecord,
  updateFlashSale,
  createProduct,
  listAllProducts,
  readProduct,
  updateProduct,
  createPromotion,
  listPromotions,
  getPromotion,
  updatePromotion,
  listCustomers,
  changeRole,
  listAuditLog,
  checkInvariants,
  createDeliveryZone,
  listDeliveryZones,
  getDeliveryZone,
  updateDeliveryZone,
  createDeliverySlot,
  listDeliverySlots,
  getDeliverySlot,
  updateDeliverySlot,
  refundOrder,
  listStaffOrders,
  getStaffOrder,
  advanceOrder,
  webhook,
  sandboxOutcome,
  createWebhook,
  listWebhooks,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
  listOutbox,
  retryOutbox,
  health,
  liveness,
  metrics,
  runJob,
  openapi,
  docs,
  getAsset,
] as const
