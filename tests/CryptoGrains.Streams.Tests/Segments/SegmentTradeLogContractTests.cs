using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

public sealed class SegmentTradeLogContractTests : TradeLogContract
{
    private readonly TemporaryFolder _folder = new();

    protected override async Task<ITradeLog> OpenAsync() => await SegmentTradeLog.OpenAsync(_folder.Path, new SegmentLogOptions());

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
