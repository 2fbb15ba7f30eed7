using CryptoGrains.Columnar.Storage;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Batch;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Batch;

/// <summary>Registers the batch layer: its tables, who reads them, and who makes them; and the alerts' journal, which is kept beside them.</summary>
public static class HistoryServices
{
    /// <summary>
    /// Adds the batch layer over a store. Needs an <see cref="ITradeLog"/> and the grains beside it; to be called after the grains are added, so
    /// that they are there when it starts, and still there when it stops.
    /// </summary>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static IServiceCollection AddHistory(
        this IServiceCollection services,
        IBlobStore store,
        BatchOptions? batch = null,
        HistoryReaderOptions? reading = null,
        HistoryGateOptions? gate = null)
    {
        batch ??= new BatchOptions();
        if (batch.Mistakes().FirstOrDefault() is { } mistake)
            throw new ArgumentException(mistake, nameof(batch));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(batch);
        services.AddSingleton(store);
        services.AddSingleton(provider => new HistoryTables(store, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TableViews(provider.GetRequiredService<HistoryTables>(), reading));
        services.AddSingleton(provider => new HistoryReader(provider.GetRequiredService<TableViews>()));
        services.AddSingleton(provider => new HistoryDatasets(provider.GetRequiredService<TableViews>()));
        services.AddSingleton<HistorySummary>();
        services.AddSingleton(provider => new HistoryGate(
            provider.GetRequiredService<HistoryReader>(),
            gate ?? new HistoryGateOptions(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HistoryGate>>()));
        services.AddSingleton<ICandleHistory>(provider => provider.GetRequiredService<HistoryGate>());

        services.AddSingleton<AlertJournal>();
        services.AddSingleton<AlertHistory>();
        services.TryAddSingleton(new AlertOptions());

        services.AddSingleton<LogArchive>();
        services.AddSingleton<HistoryRebuild>();
        services.AddSingleton<IBatchWork, BatchRun>();
        services.AddSingleton<ServedCandles>();
        services.AddSingleton<BatchRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<BatchRunner>());
        return services;
    }
}
