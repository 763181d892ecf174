using System.Reflection;
using System.Runtime.CompilerServices;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>What binding and planning give stays as it was given: nobody who is handed a plan can write on it.</summary>
public sealed class ImmutablePlanTests
{
    /// <summary>A connector's own answer to what it is asked: it may keep in it what it learned, such as the first page.</summary>
    const string Answer = "Koppel.Sdk.Reading.ScanPlan";

    static readonly Type[] Values = [typeof(string), typeof(object), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset)];

    static readonly Type[] Views =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlySet<>), typeof(IReadOnlyDictionary<,>), typeof(Nullable<>), typeof(Func<,>),
    ];

    [Theory]
    [InlineData("Binding.BoundStatement"), InlineData("Planning.ScanNeed"), InlineData("Reading.ReadPlan")]
    public void A_plan_and_all_that_it_is_made_of_cannot_be_changed(string name)
    {
        Assert.Equal("", string.Join('\n', Changeable(Assembly.Load("Koppel.Engine").GetType($"Koppel.Engine.{name}", true)!)));
    }

    [Fact]
    public void What_runs_can_be_changed_and_is_seen()
    {
        var scan = Assembly.Load("Koppel.Engine").GetType("Koppel.Engine.Reading.TableScan", true)!;
        Assert.Contains("TableScan._rowsRead can be set", Changeable(scan));
        var place = Assembly.Load("Koppel.Engine").GetType("Koppel.Engine.Planning.ScanPlace", true)!;
        Assert.Contains("ScanPlace.Columns is a SortedSet`1", Changeable(place));
    }

    static List<string> Changeable(Type root)
    {
        var found = new List<string>();
        var seen = new HashSet<Type> { root };
        for (var open = new Queue<Type>(seen); open.TryDequeue(out var type);)
        {
            foreach (var field in Fields(type))
            {
                var told = $"{type.Name}.{Name(field)}";
                if (!field.IsInitOnly) found.Add($"{told} can be set");
                foreach (var part in Parts(field.FieldType))
                {
                    if (part.FullName == Answer || part.IsInterface || part.IsPrimitive || part.IsEnum || Values.Contains(part)) continue;
                    if (!part.FullName!.StartsWith("Koppel.", StringComparison.Ordinal)) found.Add($"{told} is a {part.Name}");
                    else if (seen.Add(part)) open.Enqueue(part);
                }
            }
        }
        return found;
    }

    static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }

    /// <summary>The types that a value is made of; of a view of several values, those of the values.</summary>
    static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType && (Views.Contains(type.GetGenericTypeDefinition()) || type.IsAssignableTo(typeof(ITuple)))
            ? type.GetGenericArguments().SelectMany(Parts)
            : [type];

    static string Name(FieldInfo field) => field.Name.Split('<', '>') is [_, var property, _] ? property : field.Name;
}
