using CryptoGrains.Bench;
using CryptoGrains.Bench.Detectors;
using CryptoGrains.Bench.History;
using CryptoGrains.Bench.Markets;

// One benchmark, or all: each ends in one line with its name, ours, the peer, and the ratio.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["numbers"] = NumbersBenchmark.RunAsync,
    ["core"] = CoreBenchmark.RunAsync,
    ["indicators"] = IndicatorBenchmark.RunAsync,
    ["rules"] = RulesBenchmark.RunAsync,
    ["log-write"] = LogWriteBenchmark.RunAsync,
    ["log-read"] = LogReadBenchmark.RunAsync,
    ["kafka"] = KafkaBenchmark.RunAsync,
    ["pipeline"] = PipelineBenchmark.RunAsync,
    ["grain-call"] = GrainCallBenchmark.RunAsync,
    ["idle-grain"] = IdleGrainBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
    ["rest"] = RestBenchmark.RunAsync,
    ["push"] = PushBenchmark.RunAsync,
    ["rebuild-days"] = RebuildBenchmark.RunDaysAsync,
    ["rebuild-minutes"] = RebuildBenchmark.RunMinutesAsync,
    ["trades-to-minutes"] = TradesToMinutesBenchmark.RunAsync,
    ["history-read"] = HistoryReadBenchmark.RunAsync,
    ["correlation"] = CorrelationBenchmark.RunAsync,
    ["detectors"] = DetectorsBenchmark.RunAsync,
};

var chosen = args is ["all"] ? [.. benchmarks.Keys] : args;
if (chosen.Length == 0 || !chosen.All(benchmarks.ContainsKey))
{
    Console.Error.WriteLine($"Name a benchmark, or all: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

foreach (var name in chosen)
    await benchmarks[name]();
return 0;
