namespace CryptoGrains.EndToEnd.Tests.Infra;

/// <summary>The manifests of infra/kubernetes.</summary>
public sealed class KubernetesTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests", "CryptoGrains.EndToEnd.Tests", "manifests");
    private static readonly string Manifests = Path.Combine(Repository.Root, "infra", "kubernetes");

    [Fact]
    public Task The_schemas_of_Kubernetes_take_them_and_they_keep_our_rules() => JavaScript.TestAsync(Tests, "node --test kubernetes.test.mjs");

    [Theory]
    [InlineData("base", "kind: Deployment")]
    [InlineData("monitoring", "kind: StatefulSet")]
    public async Task Kustomize_builds_them(string folder, string expected) => Assert.Contains(
        expected,
        await Tool.PassAsync(Manifests, ["kubectl", "kustomize", folder], "see https://kubernetes.io/docs/tasks/tools"));

    [Fact]
    public Task The_node_takes_the_options_that_it_is_given() => Options.AreKnownAsync(
        Path.Combine(Manifests, "base", "node.yaml"), line => line.TrimStart().StartsWith("- --", StringComparison.Ordinal));
}
