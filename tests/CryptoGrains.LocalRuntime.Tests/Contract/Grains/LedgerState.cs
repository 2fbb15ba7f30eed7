namespace CryptoGrains.LocalRuntime.Tests.Contract;

[GenerateSerializer]
public sealed class LedgerState
{
    [Id(0)]
    public int Number { get; set; }

    [Id(1)]
    public string? Text { get; set; }

    [Id(2)]
    public byte[] Block { get; set; } = [];

    [Id(3)]
    public Dictionary<string, decimal> Amounts { get; set; } = [];
}
