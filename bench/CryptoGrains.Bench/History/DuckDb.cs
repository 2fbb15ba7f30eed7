using System.Diagnostics;
using System.Text.Json;

namespace CryptoGrains.Bench.History;

/// <summary>DuckDB in a process of its own, on as many threads as ours: the peer of everything that has to do with tables.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly Process _process;

    private DuckDb(Process process) => _process = process;

    /// <summary>Starts it; its npm package is installed where that has not been done.</summary>
    public static async Task<DuckDb> StartAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "duckdb");
        await NpmFolder.InstallAsync(folder);
        return new DuckDb(Start(folder, "node", "peer.mjs"));
    }

    /// <summary>Runs statements one after the other.</summary>
    /// <returns>How long they took, in seconds, without the way here and back, and the rows of the last one.</returns>
    public async Task<(double Seconds, JsonElement Rows)> RunAsync(params string[] statements)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { sql = statements }));
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("DuckDB ended.");
        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException($"DuckDB refused: {error}")
            : (answer.GetProperty("seconds").GetDouble(), answer.GetProperty("rows"));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }

    private static Process Start(string folder, string program, string argument) => Process.Start(new ProcessStartInfo(program, argument)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
