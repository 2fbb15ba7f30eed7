namespace CryptoGrains.Grains.Symbols;

/// <summary>What an instrument's grain stores: its windows and the log position they reflect, always written together.</summary>
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
}
