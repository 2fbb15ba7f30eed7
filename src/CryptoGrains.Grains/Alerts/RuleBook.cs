using CryptoGrains.Analytics.Rules;
using CryptoGrains.Analytics.Windows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Alerts;

/// <summary>The alert rules as this process knows them: asked for once a second, and compiled once for all instruments.</summary>
public sealed class RuleBook(IGrainFactory grains, WindowOptions limits, TimeProvider time, ILogger<RuleBook> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _asking = new(1);
    private volatile KnownRules? _known;

    /// <summary>The newest rules; null before any are known.</summary>
    internal KnownRules? Known => _known;

    /// <summary>The rules, asked for now if they are not known, or are older than a version that an instrument has seen.</summary>
    internal async ValueTask<KnownRules> AtLeastAsync(long version)
    {
        if (_known is { } known && known.Version >= version)
            return known;

        return await AskAsync();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _asking.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await TryAskAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task TryAskAsync()
    {
        try
        {
            await AskAsync();
        }
        catch (Exception failure)
        {
            GrainMetrics.RulesNotAnswered.Add(1);
            logger.LogWarning(failure, "The alert rules could not be asked for; those that are known go on, and they are asked for again.");
        }
    }

    private async Task<KnownRules> AskAsync()
    {
        await _asking.WaitAsync();
        try
        {
            var answer = await grains.GetGrain<IAlertGrain>(IAlertGrain.Key).GetRulesAsync(_known?.Version ?? -1);
            if (answer.Rules is { } rules)
                _known = new KnownRules(answer.Version, [.. rules.Select(Compile).OfType<CompiledRule>()]);
            return _known!;
        }
        finally
        {
            _asking.Release();
        }
    }

    private CompiledRule? Compile(AlertRule rule)
    {
        if (CompiledRule.TryCompile(rule, out var compiled, out var mistake, limits))
            return compiled;

        // It was found right when it was made: by another version of this program.
        logger.LogError("The alert rule {Rule} ({Name}) does not watch: {Mistake}", rule.Id, rule.Name, mistake);
        return null;
    }
}
