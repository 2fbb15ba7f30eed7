using CryptoGrains.History;

namespace CryptoGrains.Host.Commands.Progress;

/// <summary>A line when a step begins, every few seconds while it runs, and when it is done: for logs and pipes.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider time) : IProgress<HistoryProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private string? _step;
    private long _begunAt;
    private long _saidAt;

    public void Report(HistoryProgress value)
    {
        lock (_gate)
        {
            var isNew = value.Step != _step;
            if (isNew)
            {
                _step = value.Step;
                _begunAt = time.GetTimestamp();
            }

            if (!isNew && value.Done != value.Total && time.GetElapsedTime(_saidAt) < Every)
                return;

            _saidAt = time.GetTimestamp();
            output.WriteLine(Line(value, time.GetElapsedTime(_begunAt)));
        }
    }

    private static string Line(HistoryProgress value, TimeSpan taken)
    {
        var line = value.Total is { } total
            ? $"{value.Step}: {value.Done:N0} of {total:N0} {value.Unit}"
            : $"{value.Step}: {value.Done:N0} {value.Unit}";
        if (value.Done == 0 || taken < TimeSpan.FromSeconds(1))
            return line;

        var rate = value.Done / taken.TotalSeconds;
        var left = value.Total > value.Done ? $", {(value.Total.Value - value.Done) / rate:N0} s left" : string.Empty;
        return $"{line}, {rate:N0}/s{left}";
    }
}
