using CryptoGrains.History;
using Spectre.Console;

namespace CryptoGrains.Host.Commands.Progress;

/// <summary>Shows long work: bars on a terminal, plain lines elsewhere. Both go to standard error, so that results can be piped.</summary>
internal static class ProgressDisplay
{
    public static Task<T> ShowAsync<T>(TimeProvider time, Func<IProgress<HistoryProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return work(new ProgressLines(Console.Error, time));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBars(context)));
    }
}
