using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Orleans.Serialization;
using Orleans.Storage;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>Membership and reminders in Azure tables, grain states in blobs.</summary>
internal static class AzureCluster
{
    public const bool IsBuiltIn = true;

    public static void Use(ISiloBuilder silo, string connection) => silo
        .UseAzureStorageClustering(members =>
        {
            members.TableServiceClient = new TableServiceClient(connection);
            members.TableName = "CryptoGrainsMembers";
        })
        .UseAzureTableReminderService(reminders =>
        {
            reminders.TableServiceClient = new TableServiceClient(connection);
            reminders.TableName = "CryptoGrainsReminders";
        })
        .AddAzureBlobGrainStorageAsDefault(states => states.Configure<Serializer>((state, serializer) =>
        {
            state.BlobServiceClient = new BlobServiceClient(connection);
            state.ContainerName = "cryptograins-states";
            state.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
}
