using System.CommandLine;
using CryptoGrains.Host.Nodes;

namespace CryptoGrains.Host.Commands;

/// <summary><c>rollback</c>: makes an older version of a table its newest.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var command = new Command(
            "rollback", "Makes an older version of a table its newest. What is computed follows klines and trades at the next rebuild.");
        var store = new StoreOptions(command);
        var table = new Argument<string>("table") { Description = "The table, as 'datasets' lists it." };
        var version = new Argument<long>("version") { Description = "The version to go back to." };
        command.Add(table);
        command.Add(version);
        command.SetAction((arguments, cancellationToken) => Verb.RunAsync(async () =>
        {
            var tables = store.Open(arguments);
            var name = arguments.GetValue(table)!;
            var found = tables.All.FirstOrDefault(each => each.Folder == name)
                ?? throw new NodeSetupException(
                    [$"There is no table '{name}': there are {string.Join(", ", tables.All.Select(each => each.Folder))}."]);
            var to = arguments.GetValue(version);
            var restored = await found.RestoreAsync(to, cancellationToken);
            Console.WriteLine($"{name} is at version {restored.Version}, which has the files of version {to}.");
            return Verb.Done;
        }));
        return command;
    }
}
