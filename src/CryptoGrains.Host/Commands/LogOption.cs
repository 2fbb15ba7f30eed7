using System.CommandLine;

namespace CryptoGrains.Host.Commands;

/// <summary>The option that says where the trade log is.</summary>
internal sealed class LogOption
{
    private readonly Option<string?> _log = new("--log")
    {
        Description = "The trade log: kafka:<host:port>. [log in the data folder]",
        HelpName = "log",
    };

    /// <summary>Adds the option to a verb.</summary>
    public LogOption(Command command) => command.Add(_log);

    /// <summary>The log; null for the data folder's.</summary>
    public string? Of(ParseResult arguments) => arguments.GetValue(_log);
}
