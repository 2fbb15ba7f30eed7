using System.Text;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.Feeds.Border;
using CryptoGrains.Feeds.Recordings;
using CryptoGrains.Feeds.Replay;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Feeds.Tests;

/// <summary>Whatever stands in a file, a feed ends in order, and what passes the border can be counted.</summary>
public sealed class HostileInputTests : IDisposable
{
    private static readonly string[] Pieces =
    [
        "1723161255000000000 ", "{", "}", "\"e\":\"trade\"", "\"T\":1723161255342", "\"t\":1", "\"p\":\"1e-18\"", "\"q\":\"NaN\"", "\"s\":\"?\"",
        ",", ":", "\n", "\r\n", "\0", "\uFEFF", "-1", "1e308", "99999999999999999999999999999999", "9223372036854775807", "1735689600000",
        "true", "False", "0.00000001", "id,price,qty", "open_time", "[[[[", "\"", "null", "PK\u0003\u0004",
        "1,1,1,1,1735689599999,True,True\n", "1723161255000000000 {\"e\":\"trade\",\"s\":\"A\",\"t\":1,\"p\":\"1\",\"q\":\"1\",\"T\":1723161255342,\"m\":true}\n",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pieces_of_lines_in_any_order() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().ToArbitrary(), pieces => Survives(Encoding.UTF8.GetBytes(string.Concat(pieces))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes() => Prop.ForAll<byte[]>(Survives).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_after_the_first_of_a_zip_or_a_gzip() =>
        Prop.ForAll<byte[]>(bytes => Survives([(byte)'P', (byte)'K', 3, 4, .. bytes]) && Survives([0x1f, 0x8b, .. bytes])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_zip_with_bytes_changed_anywhere()
    {
        var whole = TemporaryFolder.Zip(("BTCUSDT-trades-2025-01.csv", string.Concat(Enumerable.Range(1, 50).Select(i => $"{i},1,1,1,1735689599999,True,True\n"))));

        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (place, value) =>
        {
            var changed = (byte[])whole.Clone();
            changed[place] = (byte)value;
            return Survives(changed);
        }).QuickCheckThrowOnFailure();
    }

    private bool Survives(byte[] content)
    {
        var file = _folder.Write("BTCUSDT-trades-2025-01", content);
        return Survives(new RecordingFeed(file, ReplaySpeed.Max, TimeProvider.System))
            && Survives(new ArchiveFeed(file, null, TimeProvider.System))
            && Survives(new ArchiveFeed(file, Instrument.Parse("BINANCE:X"), TimeProvider.System));
    }

    private static bool Survives(IFeed feed)
    {
        var gate = new TradeGate();
        var batches = feed.BatchesAsync().GetAwaiter().GetResult();
        var passed = batches.ConvertAll(batch => gate.Pass(feed.Name, batch));
        return passed.Trades().TrueForAll(trade => TradeRules.Refuse(trade) is null)
            && passed.Letters().TrueForAll(letter => letter.Reason.Length > 0 && letter.Raw.Length <= 520);
    }
}
