using System.Reflection;
using System.Reflection.Emit;

namespace Koppel.EndToEnd.Tests.Architecture;

/// <summary>
/// Which folders of a project use which, read from its compiled assembly: signatures, attributes, locals and the code itself.
/// </summary>
internal static class FolderUses
{
    const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => (int)(ushort)o.Value);

    /// <summary>
    /// For each folder the folders that it uses, with the types of theirs that tie it to them. The project's own folder is "".
    /// </summary>
    public static Dictionary<string, Dictionary<string, SortedSet<string>>> Of(Assembly assembly, string project)
    {
        var uses = new Dictionary<string, Dictionary<string, SortedSet<string>>>();
        foreach (var type in assembly.GetTypes().Where(t => Folder(t, project) is not null))
        {
            var folder = Folder(type, project)!;
            var others = uses.TryGetValue(folder, out var known) ? known : uses[folder] = [];
            foreach (var used in TypesUsedBy(type).Where(t => t.Assembly == assembly))
            {
                if (Folder(used, project) is not { } other || other == folder) continue;
                (others.TryGetValue(other, out var types) ? types : others[other] = []).Add(Outermost(used).Name);
            }
        }
        return uses;
    }

    /// <summary>All types that a type names, in its code too; generic ones as their definitions.</summary>
    public static IEnumerable<Type> TypesUsedBy(Type type) => Used(type).SelectMany(Parts);

    /// <summary>The types that stand in what a type shows to others.</summary>
    public static IEnumerable<Type> TypesShownBy(Type type)
    {
        const BindingFlags Shown = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        List<Type?> shown = [type.BaseType, .. type.GetInterfaces()];
        foreach (var field in type.GetFields(Shown)) shown.Add(field.FieldType);
        foreach (var method in type.GetMethods(Shown).Concat<MethodBase>(type.GetConstructors(Shown))) shown.AddRange(Signature(method));
        return shown.OfType<Type>().SelectMany(Parts);
    }

    static string? Folder(Type type, string project) => Outermost(type) switch
    {
        { Namespace: null, Name: "Program" } => "",
        { Namespace: { } space } when space == project => "",
        { Namespace: { } space } when space.StartsWith(project + ".", StringComparison.Ordinal) =>
            space[(project.Length + 1)..].Replace('.', '/'),
        _ => null, // What the compiler makes beside the source.
    };

    /// <summary>The type that a type is nested in, however deep; itself when it is not.</summary>
    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    static IEnumerable<Type> Used(Type type)
    {
        List<Type?> used = [type.BaseType, .. type.GetInterfaces(), .. Attributes(type)];
        foreach (var field in type.GetFields(All)) used.AddRange([field.FieldType, .. Attributes(field)]);
        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            used.AddRange([.. Attributes(method), .. Signature(method)]);
            if (method.GetMethodBody() is { } body) used.AddRange(InBody(method, body));
        }
        foreach (var argument in type.IsGenericTypeDefinition ? type.GetGenericArguments() : [])
            used.AddRange(argument.GetGenericParameterConstraints());
        return used.OfType<Type>();
    }

    static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(
            a => a.ConstructorArguments.Concat(a.NamedArguments.Select(n => n.TypedValue)).Select(v => v.Value).OfType<Type>()
                .Append(a.AttributeType));

    static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType).Append(method is MethodInfo info ? info.ReturnType : typeof(void));

    static IEnumerable<Type> InBody(MethodBase method, MethodBody body)
    {
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
            if (clause.CatchType is { } caught) yield return caught;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(
                token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
                method.IsGenericMethod ? method.GetGenericArguments() : null)!;
            if ((member as Type ?? member.DeclaringType) is { } owner) yield return owner;
            if (member is FieldInfo field) yield return field.FieldType;
            if (member is not MethodBase called) continue;
            foreach (var type in Signature(called)) yield return type;
            foreach (var type in called.IsGenericMethod ? called.GetGenericArguments() : []) yield return type;
        }
    }

    /// <summary>What instructions name: types, fields and methods.</summary>
    static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            at += value > 0xFF ? 2 : 1;
            var operand = Codes[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(code, at);
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsConstructedGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
