using System.CommandLine;

namespace CryptoGrains.Host.Commands;

/// <summary>The verbs of <c>cryptograins</c>. Without one it runs a node.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("CryptoGrains: live market data of crypto assets, from replayable trades to one timeline.");
        RunCommand.Configure(root);
        var run = new Command("run", "Starts a node.");
        RunCommand.Configure(run);
        root.Add(run);
        foreach (var verb in new[]
        {
            ImportCommand.Create(), RebuildCommand.Create(), VerifyCommand.Create(), RollbackCommand.Create(), ExportCommand.Create(),
            DatasetsCommand.Create(), BackfillCommand.Create(),
        })
        {
            root.Add(verb);
        }

        return root;
    }
}
