namespace CryptoGrains.Grains.Symbols;

/// <summary>What an instrument's grain stores: its windows, its watch for alert rules, and the log position they reflect, always written together.</summary>
[GenerateSerializer]
public sealed class SymbolState
{
    /// <summary>The windows, as <see cref="Analytics.Windows.WindowsCodec"/> writes them; empty before the first checkpoint.</summary>
    [Id(0)]
    public byte[] Windows { get; set; } = [];

    /// <summary>The offset after the last record of the trade log that the windows hold.</summary>
    [Id(1)]
    public long NextOffset { get; set; }

    /// <summary>The <see cref="Streams.ITradeLog.Id"/> of that log: in another one the offset means nothing. Null before the first checkpoint.</summary>
    [Id(2)]
    public string? LogId { get; set; }

    /// <summary>What watches for alert rules, as <see cref="Analytics.Rules.InstrumentRules.Write"/> writes it; empty where none does.</summary>
    [Id(3)]
    public byte[] Rules { get; set; } = [];

    /// <summary>The newest <see cref="RuleSet.Version"/> that it has seen: older rules would make it forget those.</summary>
    [Id(4)]
    public long RulesVersion { get; set; }
}
