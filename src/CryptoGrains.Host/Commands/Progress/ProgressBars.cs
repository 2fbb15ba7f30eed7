using CryptoGrains.History;
using Spectre.Console;

namespace CryptoGrains.Host.Commands.Progress;

/// <summary>A bar for each step, on a terminal.</summary>
internal sealed class ProgressBars(ProgressContext context) : IProgress<HistoryProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];

    public void Report(HistoryProgress value)
    {
        lock (_gate)
        {
            if (!_bars.TryGetValue(value.Step, out var bar))
                _bars.Add(value.Step, bar = context.AddTask(Markup.Escape(value.Step)));

            bar.Description = Markup.Escape($"{value.Step}: {value.Done:N0}{Total(value)} {value.Unit}");
            bar.IsIndeterminate = value.Total is null;
            bar.MaxValue = Math.Max(1, value.Total ?? 1);
            bar.Value = value.Total is 0 ? 1 : value.Done;
        }
    }

    private static string Total(HistoryProgress value) => value.Total is { } total ? $" of {total:N0}" : string.Empty;
}
