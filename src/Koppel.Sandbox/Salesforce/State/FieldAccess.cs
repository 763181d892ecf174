using System.Collections.Frozen;
using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// Which fields the user of the API may not see: for that user they are not there, neither in describe nor in queries nor for writing.
/// Thread-safe.
/// </summary>
internal sealed class FieldAccess(OrgSchema schema)
{
    volatile FrozenSet<(string Object, string Field)> _hidden = [];

    /// <summary>The fields that cannot be seen, as <c>Contact.Title</c>.</summary>
    public IReadOnlyList<string> Hidden => [.. _hidden.Select(one => $"{one.Object}.{one.Field}").Order(StringComparer.Ordinal)];

    /// <summary>How often it was changed.</summary>
    public int Version { get; private set; }

    public bool Sees(OrgObject type, OrgField field) => _hidden.Count == 0 || !_hidden.Contains((type.Name, field.Name));

    /// <summary>The field of a name if it can be seen; null otherwise.</summary>
    public OrgField? Find(OrgObject type, string name) => type.Field(name) is { } field && Sees(type, field) ? field : null;

    /// <summary>The fields that can be seen, in the order of describe.</summary>
    public IEnumerable<OrgField> Of(OrgObject type) => type.Fields.Where(field => Sees(type, field));

    /// <summary>Hides these fields, and no others any more.</summary>
    /// <exception cref="FormatException">One is not there, or is always seen.</exception>
    public void Hide(IEnumerable<string> names)
    {
        _hidden = names.Select(Read).ToFrozenSet();
        Version++;
    }

    (string Object, string Field) Read(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || schema.Find(name[..dot]) is not { } type || type.Field(name[(dot + 1)..]) is not { } field)
            throw new FormatException($"'{name}' is no field. Say which as Contact.Title.");
        var why = !field.Nillable && field.Type != FieldType.Boolean || field.Type == FieldType.Id ? "required"
            : field.NameField || field.IsCompound || field.Compound is not null ? "a name, an address or a part of one" : null;
        return why is null ? (type.Name, field.Name)
            : throw new FormatException($"{type.Name}.{field.Name} is {why}: everybody sees it. Take another field.");
    }
}
