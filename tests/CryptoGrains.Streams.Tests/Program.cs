using CryptoGrains.Streams.Tests.Kafka;
using CryptoGrains.Streams.Tests.Segments;
using Xunit.Runner.InProc.SystemConsole;

namespace CryptoGrains.Streams.Tests;

/// <summary>Runs the tests; or, for the crash tests, a process that they kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [AppendingProcess.Verb, var folder, var pipe, var policy]:
                await AppendingProcess.RunAsync(folder, pipe, policy);
                return 0;
            case [SharingProcess.Verb, var bootstrap, var topic, var folder]:
                await SharingProcess.RunAsync(bootstrap, topic, folder);
                return 0;
            default:
                return await ConsoleRunner.Run(args);
        }
    }
}
