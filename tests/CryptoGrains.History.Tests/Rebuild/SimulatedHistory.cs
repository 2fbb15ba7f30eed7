using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

/// <summary>Trades around a year's end, and candles of the same time, in a random order of arrival.</summary>
internal sealed class SimulatedHistory
{
    public static readonly string[] Names = ["SIM:AAA", "SIM:BBB"];

    public static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2024, 12, 29, 0, 0, 0, TimeSpan.Zero));

    private const int Days = 5;

    private readonly Random _random;
    private readonly Queue<Trade> _toCome;

    /// <summary>A history that is still to come.</summary>
    /// <param name="seed">What it follows from.</param>
    /// <param name="inOrder">Whether ids rise with time, as most exchanges count.</param>
    public SimulatedHistory(int seed, bool inOrder)
    {
        _random = new Random(seed);
        var trades = new List<Trade>();
        foreach (var name in Names)
        {
            var times = Enumerable.Range(0, _random.Next(1, 120)).Select(_ => Start + TimeSpan.FromSeconds(_random.Next(0, Days * 86_400))).ToList();
            if (inOrder)
                times.Sort();
            trades.AddRange(times.Select((time, id) => NewTrade(name, id + 1, time)));
        }

        // Some never come, some come twice, and all come in any order.
        var arrivals = trades.Where(_ => _random.Next(15) > 0).SelectMany(trade => Enumerable.Repeat(trade, _random.Next(8) == 0 ? 2 : 1)).ToArray();
        _random.Shuffle(arrivals);
        _toCome = new Queue<Trade>(arrivals);
    }

    /// <summary>Does something that changes the master data, or not.</summary>
    public async Task StepAsync(RebuildBench bench)
    {
        switch (_random.Next(8))
        {
            case 0:
                await bench.MoveBoundaryAsync(Start + TimeSpan.FromHours(_random.Next(0, 24 * (Days + 2))));
                break;
            case 1:
                await bench.CompactAsync();
                break;
            case 2 or 3:
                var (length, step) = _random.Next(4) switch { 0 => ("1m", 60), 1 => ("30m", 1_800), 2 => ("1h", 3_600), _ => ("1d", 86_400) };
                await bench.ImportAsync(Names[_random.Next(Names.Length)], length, replace: _random.Next(2) == 0, Klines(step));
                break;
            default:
                await bench.ArchiveAsync(Enumerable.Range(0, Math.Min(_toCome.Count, _random.Next(1, 40))).Select(_ => _toCome.Dequeue()).ToList());
                break;
        }
    }

    private Kline[] Klines(int seconds)
    {
        var most = Days * 86_400 / seconds;
        var first = _random.Next(most);
        return
        [
            .. Enumerable.Range(first, Math.Min(most - first, _random.Next(1, 30))).Where(_ => _random.Next(6) > 0).Select(at => new Kline(
                Start + TimeSpan.FromSeconds((long)at * seconds), 100, 120, 90, _random.Next(90, 121), _random.Next(1, 60), null, null, null)),
        ];
    }

    private Trade NewTrade(string name, long id, Timestamp time) => new(
        Instrument.Parse(name), id, _random.Next(9_000, 12_000) / 100m, _random.Next(1, 2_000) / 100m,
        _random.Next(2) == 0 ? TakerSide.Buy : TakerSide.Sell, time, time + TimeSpan.FromMilliseconds(3));
}
