using System.Diagnostics.Metrics;
using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly PrometheusExporter _exporter;
    private readonly Meter _meter;

    public PrometheusExporterTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _exporter = new PrometheusExporter(_meters);
        _meter = _meters.Create("CryptoGrains.Test");
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_under_a_name_that_ends_in_total()
    {
        var counter = _meter.CreateCounter<long>("cryptograins.test.things", description: "Things\nseen.");
        counter.Add(2);
        counter.Add(3);
        counter.Add(1, new KeyValuePair<string, object?>("kind", "a\"b\\c\nd"), new KeyValuePair<string, object?>("other.name", 5));

        Assert.Contains(
            "# HELP cryptograins_test_things_total Things\\nseen.\n"
            + "# TYPE cryptograins_test_things_total counter\n"
            + "cryptograins_test_things_total 5\n"
            + "cryptograins_test_things_total{kind=\"a\\\"b\\\\c\\nd\",other_name=\"5\"} 1\n",
            _exporter.Collect());
    }

    [Fact]
    public void What_has_not_counted_yet_shows_zero_so_that_its_first_count_is_seen_as_a_rise()
    {
        _meter.CreateCounter<long>("cryptograins.test.failures");
        _meter.CreateHistogram<double>("cryptograins.test.time", "s");
        _meter.CreateGauge<long>("cryptograins.test.level");

        var text = _exporter.Collect();
        Assert.Contains("# TYPE cryptograins_test_failures_total counter\ncryptograins_test_failures_total 0\n", text);
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"+Inf\"} 0\n", text);
        Assert.Contains("cryptograins_test_time_seconds_count 0\n", text);
        Assert.DoesNotContain("cryptograins_test_level", text);
    }

    [Fact]
    public void Gauges_show_what_holds_when_they_are_read()
    {
        var size = 7L;
        _meter.CreateObservableGauge("cryptograins.test.size", () => size, "By");
        _meter.CreateUpDownCounter<int>("cryptograins.test.open").Add(-2);

        Assert.Contains("# TYPE cryptograins_test_size_bytes gauge\ncryptograins_test_size_bytes 7\n", _exporter.Collect());
        size = 8;
        var text = _exporter.Collect();
        Assert.Contains("cryptograins_test_size_bytes 8\n", text);
        Assert.Contains("# TYPE cryptograins_test_open gauge\ncryptograins_test_open -2\n", text);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count()
    {
        var histogram = _meter.CreateHistogram<double>("cryptograins.test.time", "s");
        histogram.Record(0.0005);
        histogram.Record(0.3);
        histogram.Record(60);

        var text = _exporter.Collect();
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"0.0005\"} 1\n", text);
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"0.25\"} 1\n", text);
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"0.5\"} 2\n", text);
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"10\"} 2\n", text);
        Assert.Contains("cryptograins_test_time_seconds_bucket{le=\"+Inf\"} 3\n", text);
        Assert.Contains("cryptograins_test_time_seconds_sum 60.3005\n", text);
        Assert.Contains("cryptograins_test_time_seconds_count 3\n", text);
    }

    [Fact]
    public void Series_beyond_the_limit_are_counted_and_not_kept()
    {
        var counter = _meter.CreateCounter<long>("cryptograins.test.many");
        for (var i = 0; i < PrometheusExporter.MaxSeries + 100; i++)
            counter.Add(1, new KeyValuePair<string, object?>("name", i));

        var text = _exporter.Collect();
        Assert.InRange(text.Split("cryptograins_test_many_total{").Length - 1, 1, PrometheusExporter.MaxSeries);
        var dropped = text.Split("\ncryptograins_metrics_dropped_total ")[1].Split('\n')[0];
        Assert.InRange(long.Parse(dropped), 100, 100 + PrometheusExporter.MaxSeries);
    }

    [Fact]
    public void The_meters_of_others_are_not_shown()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("somebody.else").Add(1);
        Assert.DoesNotContain("somebody", _exporter.Collect());
    }

    [Fact]
    public async Task The_endpoint_speaks_the_text_format_and_shows_the_gateway_and_the_process()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.Http.GetAsync("/api/v1/ohlcv/BTCUSDT", TestContext.Current.CancellationToken);

        var response = await host.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("cryptograins_gateway_page_cache_misses_total 1\n", text);
        Assert.Contains("cryptograins_gateway_push_connections 0\n", text);
        Assert.Contains("dotnet_process_memory_working_set_bytes ", text);
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+\\})? \\S+)$", line));
    }
}
