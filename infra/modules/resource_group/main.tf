resource "azurerm_resource_group" "this" {
  count = var.create_enabled ? 1 : 0

  name     = var.name
  location = var.location
  tags     = var.tags
}

data "azurerm_resource_group" "existing" {
  count = var.create_enabled ? 0 : 1

  name = var.name
}

locals {
  group = one(concat(azurerm_resource_group.this, data.azurerm_resource_group.existing))
}

resource "azurerm_management_lock" "delete" {
  count = var.delete_lock_enabled ? 1 : 0

  name       = "no-delete"
  scope      = local.group.id
  lock_level = "CanNotDelete"
  notes      = "Holds recorded data. Take the lock off only after a verified backup."
}
