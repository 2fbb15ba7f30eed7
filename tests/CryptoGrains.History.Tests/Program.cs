using CryptoGrains.History.Tests.Crash;
using CryptoGrains.History.Tests.Stores;
using Xunit.Runner.InProc.SystemConsole;

namespace CryptoGrains.History.Tests;

/// <summary>Runs the tests; or, for the crash tests, the process that they kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [RunProcess.Verb, var store, var rebuildOnly])
        {
            await RunProcess.RunAsync(store, bool.Parse(rebuildOnly));
            return 0;
        }

        if (args is not [WritingProcess.Verb, var folder, var pipe, var writer])
            return await ConsoleRunner.Run(args);

        await WritingProcess.RunAsync(folder, pipe, writer);
        return 0;
    }
}
