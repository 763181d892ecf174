using System.Reflection;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>
/// The circles of an assembly's types: types of which each uses, over others, each. What is nested in a type and what the compiler makes
/// of it counts as the type.
/// </summary>
internal sealed class TypeCircles
{
    readonly Dictionary<Type, HashSet<Type>> _uses = [];
    readonly Dictionary<Type, int> _found = [];
    readonly Dictionary<Type, int> _lowest = [];
    readonly Stack<Type> _open = new();
    readonly HashSet<Type> _isOpen = [];
    readonly List<List<Type>> _circles = [];

    TypeCircles(Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
        {
            var outer = FolderUses.Outermost(type);
            var uses = _uses.TryGetValue(outer, out var known) ? known : _uses[outer] = [];
            uses.UnionWith(FolderUses.TypesUsedBy(type).Where(used => used.Assembly == assembly).Select(FolderUses.Outermost));
        }
    }

    /// <summary>Those of more than one type, the largest first; each as the names of its types.</summary>
    public static IReadOnlyList<string[]> Of(Assembly assembly)
    {
        var circles = new TypeCircles(assembly);
        // Tarjan's algorithm goes as deep as the longest way from type to type.
        var thread = new Thread(circles.FindAll, 64 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return [.. circles._circles.Where(circle => circle.Count > 1).OrderByDescending(circle => circle.Count)
            .Select(circle => circle.Select(type => type.Name).Order(StringComparer.Ordinal).ToArray())];
    }

    void FindAll()
    {
        foreach (var type in _uses.Keys.Where(type => !_found.ContainsKey(type))) Find(type);
    }

    void Find(Type type)
    {
        _found[type] = _lowest[type] = _found.Count;
        _open.Push(type);
        _isOpen.Add(type);
        foreach (var used in _uses[type])
        {
            if (_found.TryGetValue(used, out var place))
            {
                if (_isOpen.Contains(used)) _lowest[type] = Math.Min(_lowest[type], place);
                continue;
            }

            Find(used);
            _lowest[type] = Math.Min(_lowest[type], _lowest[used]);
        }

        if (_lowest[type] != _found[type]) return;
        var circle = new List<Type>();
        do
        {
            circle.Add(_open.Pop());
            _isOpen.Remove(circle[^1]);
        }
        while (circle[^1] != type);
        _circles.Add(circle);
    }
}
