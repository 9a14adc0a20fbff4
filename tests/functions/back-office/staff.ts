import { signAccessToken } from '../../../shared/platform/auth/access-token.ts'
import type { Role } from '../../../shared/platform/auth/role.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import { bearer } from '../../accounts/sign-up.ts'
import type { TestShop } from '../../support/shop.ts'

/** Request headers with a staff token. The account need not exist, because the token contains the role. */
export async function staffHeaders(shop: TestShop, customerId = 'cus_staff', role: Role = 'staff') {
  return bearer(await signAccessToken(getConfiguration(shop.env), { customerId, role }))
}

/** The audit entries of an entity, oldest first. */
export const auditEntries = (shop: TestShop, entity: string, id: string) =>
  shop.rows(
    `select actor_id as actor, actor_role as role, action, before, after, request_id as "requestId" from audit_log
     where entity = $1 and entity_id = $2 order by id`,
    [entity, id],
  )
