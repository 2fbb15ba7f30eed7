using System.Reflection;

namespace CryptoGrains.Grains.Tests.Contracts;

/// <summary>What Orleans' serializer asks of a type, looked at in every build: the code it generates exists only in that for a cluster.</summary>
public sealed class SerializerRuleTests
{
    public static TheoryData<Type> Types => [.. ContractTypes.All.Where(type => type.Assembly == typeof(ISymbolGrain).Assembly && !type.IsEnum)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_type_of_the_contracts_is_serializable_and_each_property_has_a_number_of_its_own(Type type)
    {
        Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute)), $"{type} lacks [GenerateSerializer].");

        // What the primary constructor takes is numbered by its place there.
        var primary = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name).ToHashSet();
        var numbered = type.GetProperties().Where(property => property.CanWrite && !primary.Contains(property.Name)).ToArray();
        Assert.All(numbered, property => Assert.True(property.IsDefined(typeof(IdAttribute)), $"{type}.{property.Name} lacks [Id]."));
        Assert.Equal(numbered.Length, numbered.Select(property => property.GetCustomAttribute<IdAttribute>()!.Id).Distinct().Count());
    }
}
