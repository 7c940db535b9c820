#!/usr/bin/env bash
# Makes the place where Terraform keeps its state: a resource group, a storage account, a container.
# Run once, by somebody who owns the subscription and is logged in with the Azure CLI; running it again
# changes nothing. Prints the container's resource id, which the variable state_container_id takes.
#
# From the environment, with these defaults: STATE_GROUP=rg-observer-test, STATE_ACCOUNT=observerstorage,
# STATE_CONTAINER=tfstate, STATE_LOCATION=koreasouth. An account's name is unique in all of Azure: when
# observerstorage is taken, choose another and set STATE_ACCOUNT for terraform_ci.sh as well.
set -euo pipefail

group=${STATE_GROUP:-rg-observer-test}
account=${STATE_ACCOUNT:-observerstorage}
container=${STATE_CONTAINER:-tfstate}
location=${STATE_LOCATION:-koreasouth}

az group create --name "$group" --location "$location" --tags environment=state project=qts-observer --output none
az storage account create --name "$account" --resource-group "$group" --location "$location" \
  --kind StorageV2 --sku Standard_GRS --min-tls-version TLS1_2 --https-only true \
  --allow-blob-public-access false --allow-shared-key-access false --allow-cross-tenant-replication false \
  --tags environment=state project=qts-observer --output none
az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \
  --enable-versioning true --enable-delete-retention true --delete-retention-days 90 \
  --enable-container-delete-retention true --container-delete-retention-days 90 --output none
az storage container-rm create --name "$container" --storage-account "$account" --resource-group "$group" \
  --public-access off --output none
az lock create --name no-delete --lock-type CanNotDelete --resource-group "$group" \
  --resource "$account" --resource-type Microsoft.Storage/storageAccounts --output none

id=$(az storage account show --name "$account" --resource-group "$group" --query id --output tsv)
container_id=$id/blobServices/default/containers/$container
az role assignment create --role "Storage Blob Data Contributor" --scope "$container_id" \
  --assignee-object-id "$(az ad signed-in-user show --query id --output tsv)" \
  --assignee-principal-type User --output none
echo "$container_id"
