using Orleans.Serialization;
using Orleans.Storage;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>Membership, reminders and grain states in PostgreSQL, in the tables of Orleans' own scripts.</summary>
internal static class AdoNetCluster
{
    private const string Invariant = "Npgsql";

    public static void UseAdoNet(this ISiloBuilder silo, string connection) => silo
        .UseAdoNetClustering(members => (members.Invariant, members.ConnectionString) = (Invariant, connection))
        .UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, connection))
        .AddAdoNetGrainStorageAsDefault(states => states.Configure<Serializer>((state, serializer) =>
        {
            (state.Invariant, state.ConnectionString) = (Invariant, connection);

            // Bytes, where the default is text: a state is mostly the windows' bytes.
            state.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
}
