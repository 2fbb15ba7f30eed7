using CryptoGrains.Streams.Tests.Segments;
using Xunit.Runner.InProc.SystemConsole;

namespace CryptoGrains.Streams.Tests;

/// <summary>Runs the tests; or, for the crash tests, the process that they kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [AppendingProcess.Verb, var folder, var pipe, var policy])
            return await ConsoleRunner.Run(args);

        await AppendingProcess.RunAsync(folder, pipe, policy);
        return 0;
    }
}
