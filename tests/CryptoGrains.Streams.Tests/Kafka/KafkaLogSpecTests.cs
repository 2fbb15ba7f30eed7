using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Streams.Tests.Kafka;

public sealed class KafkaLogSpecTests
{
    [Fact]
    public void Brokers_alone_are_enough()
    {
        var options = KafkaLogSpec.Parse("kafka:one:9092,two.example:9093", NoVariable);

        Assert.Equal(("one:9092,two.example:9093", "crypto.prices.raw", null), (options.Bootstrap, options.Topic, options.OldBroker));
        Assert.Empty(options.Security);
    }

    [Fact]
    public void Options_follow_a_question_mark()
    {
        var options = KafkaLogSpec.Parse("kafka:127.0.0.1:9092?topic=mine&partitions=3&broker=0.9.0.1", NoVariable);

        Assert.Equal(("mine", 3, "0.9.0.1"), (options.Topic, options.PartitionCount, options.OldBroker));
    }

    [Fact]
    public void Security_comes_from_the_environment_and_is_not_written_anywhere()
    {
        var options = KafkaLogSpec.Parse("kafka:127.0.0.1:9092", name => name switch
        {
            "CRYPTOGRAINS_KAFKA_SECURITY_PROTOCOL" => "SASL_SSL",
            "CRYPTOGRAINS_KAFKA_SASL_PASSWORD" => "hush",
            _ => null,
        });

        Assert.Equal([("security.protocol", "SASL_SSL"), ("sasl.password", "hush")], options.Security.Select(pair => (pair.Key, pair.Value)));
        Assert.DoesNotContain("hush", options.ToString());
    }

    [Theory]
    [InlineData("kafka:", "names no brokers")]
    [InlineData("kafka:localhost", "names no brokers")]
    [InlineData("kafka:a:1,,b:2", "names no brokers")]
    [InlineData("kafka:a:1?partitions=0", "partitions can't be '0'")]
    [InlineData("kafka:a:1?topic=a/b", "topic can't be 'a/b'")]
    [InlineData("kafka:a:1?topic", "not of the form key=value")]
    [InlineData("kafka:a:1?retention=5", "no option 'retention'. It knows: topic, partitions, broker")]
    [InlineData("kafka:a:1?broker=3.7", "broker can't be '3.7'")]
    [InlineData("files", "does not begin with kafka:")]
    public void A_mistake_is_a_sentence(string spec, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => KafkaLogSpec.Parse(spec, NoVariable)).Message);

    private static string? NoVariable(string name) => null;
}
