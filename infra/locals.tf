locals {
  name = "observer-${var.environment}"

  tags = {
    environment = var.environment
    project     = "qts-observer"
  }

  # Regions that have been looked at, with their availability zones. Korea South has none.
  regions = {
    "Korea South"    = []
    "Korea Central"  = ["1", "2", "3"]
    "Japan East"     = ["1", "2", "3"]
    "Japan West"     = []
    "Southeast Asia" = ["1", "2", "3"]
    "East US"        = ["1", "2", "3"]
    "West Europe"    = ["1", "2", "3"]
  }
  zones = local.regions[var.location]
  zonal = length(local.zones) > 0

  backup_replication_type = coalesce(var.backup_replication_type, local.zonal ? "GZRS" : "GRS")

  # Roles that the apply identity may hand on or take away: those of the service, none of its own.
  delegable_roles = {
    acr_pull                      = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    blob_data_contributor         = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    key_vault_crypto_service_user = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
  }
  delegation_condition = join(" AND ", [
    for action, source in { write = "@Request", delete = "@Resource" } : join(" ", [
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'}))",
      "OR (${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]",
      "ForAnyOfAnyValues:GuidEquals {${join(", ", values(local.delegable_roles))}}))",
    ])
  ])

  role_assignments = merge(
    {
      service-pulls-images = {
        identity    = "service", role = "AcrPull", scope = module.registry.id, condition = null
        description = "The machines pull the service's image"
      }
      service-writes-backups = {
        identity    = "service", role = "Storage Blob Data Contributor", scope = module.storage.container_id, condition = null
        description = "The service uploads and restores backups"
      }
      pipeline-reads = {
        identity    = "plan", role = "Reader", scope = module.resource_group.id, condition = null
        description = "A plan reads what exists"
      }
      pipeline-changes = {
        identity    = "apply", role = "Contributor", scope = module.resource_group.id, condition = null
        description = "An apply creates and changes resources of this group"
      }
      pipeline-delegates = {
        identity    = "apply", role = "Role Based Access Control Administrator", scope = module.resource_group.id
        condition   = local.delegation_condition
        description = "An apply hands on the service's roles and no others"
      }
      pipeline-pushes-images = {
        identity    = "push", role = "AcrPush", scope = module.registry.id, condition = null
        description = "The build uploads images"
      }
    },
    {
      for purpose in var.state_container_id == null ? [] : ["plan", "apply"] : "pipeline-${purpose}-state" => {
        identity    = purpose, role = "Storage Blob Data Contributor", scope = var.state_container_id, condition = null
        description = "A ${purpose} locks and reads the state"
      }
    },
  )
}
