locals {
  identities = toset(concat(["service"], keys(var.github_subjects)))
}

resource "azurerm_user_assigned_identity" "this" {
  for_each = local.identities

  name                = "id-${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "github" {
  for_each = var.github_subjects

  name                      = "github-${each.key}"
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.key].id
  issuer                    = "https://token.actions.githubusercontent.com"
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = each.value
}

resource "azurerm_role_assignment" "this" {
  for_each = { for name, assignment in var.role_assignments : name => assignment if contains(local.identities, assignment.identity) }

  principal_id         = azurerm_user_assigned_identity.this[each.value.identity].principal_id
  principal_type       = "ServicePrincipal"
  role_definition_name = each.value.role
  scope                = each.value.scope
  description          = each.value.description
  condition            = each.value.condition
  condition_version    = each.value.condition == null ? null : "2.0"
}
