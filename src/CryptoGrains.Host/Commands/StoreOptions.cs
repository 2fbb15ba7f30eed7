using System.CommandLine;
using CryptoGrains.History.Tables;
using CryptoGrains.Host.Nodes;

namespace CryptoGrains.Host.Commands;

/// <summary>The options that say where the data is, the same for every verb.</summary>
internal sealed class StoreOptions
{
    /// <summary>Says where the history is, too: a connection string is a secret, and arguments are seen by everybody on the machine.</summary>
    private const string Variable = "CRYPTOGRAINS_BLOBS";

    private readonly Option<string> _data;
    private readonly Option<string?> _blobs;

    /// <summary>Adds the options to a verb.</summary>
    public StoreOptions(Command command)
    {
        var defaults = new NodeOptions();
        _data = new Option<string>("--data") { Description = $"The data folder. [{defaults.Data}]", HelpName = "folder" };
        _blobs = new Option<string?>("--blobs")
        {
            Description = "Where the history is: a folder, an Azure Storage connection string or container URL. "
                + $"[{Variable} in the environment, else history in the data folder]",
            HelpName = "store",
        };
        command.Add(_data);
        command.Add(_blobs);
    }

    /// <summary>The data folder.</summary>
    public string Data(ParseResult arguments) => arguments.GetValue(_data) ?? new NodeOptions().Data;

    /// <summary>Where the history is; null for the data folder.</summary>
    public string? Blobs(ParseResult arguments) => arguments.GetValue(_blobs) ?? Environment.GetEnvironmentVariable(Variable);

    /// <summary>Opens the history.</summary>
    /// <exception cref="NodeSetupException">The store's name means nothing.</exception>
    public HistoryTables Open(ParseResult arguments) => new(HistoryStore.Open(Data(arguments), Blobs(arguments)), TimeProvider.System);
}
