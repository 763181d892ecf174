using System.Text.Json;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Writes what describe says of objects.</summary>
/// <param name="json">Where to.</param>
/// <param name="root">What addresses begin with: <c>/services/data/v60.0</c>.</param>
internal sealed class ObjectJson(Utf8JsonWriter json, string root)
{
    /// <summary>An object as one of many.</summary>
    public void InList(OrgObject type)
    {
        json.WriteStartObject();
        Flags(type, [
            ("activateable", false), ("associateEntityType", type.AssociateType), ("associateParentEntity", type.AssociateParent),
            ("createable", type.Createable), ("custom", type.IsCustom), ("customSetting", false), ("deepCloneable", false),
            ("deletable", type.Deletable), ("deprecatedAndHidden", false), ("feedEnabled", type.FeedEnabled), ("hasSubtypes", false),
            ("isInterface", false), ("isSubtype", false), ("keyPrefix", type.KeyPrefix), ("label", type.Label),
            ("labelPlural", type.LabelPlural), ("layoutable", type.Layoutable), ("mergeable", type.Mergeable),
            ("mruEnabled", type.Layoutable), ("name", type.Name), ("queryable", type.Queryable), ("replicateable", type.Replicateable),
            ("retrieveable", true), ("searchable", type.Searchable), ("triggerable", type.Triggerable), ("undeletable", type.Undeletable),
            ("updateable", type.Updateable),
        ]);
        Urls(type, null);
        json.WriteEndObject();
    }

    /// <summary>An object by itself, with its fields.</summary>
    public void Full(OrgObject type, OrgData org, IReadOnlyList<RecordTypeInfo> recordTypes, string site)
    {
        json.WriteStartObject();
        Empty("actionOverrides");
        Flags(type, [
            ("activateable", false), ("associateEntityType", type.AssociateType), ("associateParentEntity", type.AssociateParent),
        ]);
        Children(type, org);
        Flags(type, [
            ("compactLayoutable", type.Layoutable), ("createable", type.Createable), ("custom", type.IsCustom), ("customSetting", false),
            ("deepCloneable", false), ("defaultImplementation", null), ("deletable", type.Deletable), ("deprecatedAndHidden", false),
            ("extendedBy", null), ("extendsInterfaces", null), ("feedEnabled", type.FeedEnabled),
        ]);
        json.WriteStartArray("fields");
        foreach (var field in org.Access.Of(type)) FieldJson.Write(json, field);
        json.WriteEndArray();
        Flags(type, [
            ("hasSubtypes", false), ("implementedBy", null), ("implementsInterfaces", null), ("isInterface", false), ("isSubtype", false),
            ("keyPrefix", type.KeyPrefix), ("label", type.Label), ("labelPlural", type.LabelPlural), ("layoutable", type.Layoutable),
            ("listviewable", null), ("lookupLayoutable", null), ("mergeable", type.Mergeable), ("mruEnabled", type.Layoutable),
            ("name", type.Name),
        ]);
        Empty("namedLayoutInfos");
        Flags(type, [("networkScopeFieldName", null), ("queryable", type.Queryable)]);
        RecordTypes(type, recordTypes);
        Flags(type, [
            ("replicateable", type.Replicateable), ("retrieveable", true), ("searchLayoutable", type.Layoutable),
            ("searchable", type.Searchable), ("sobjectDescribeOption", "FULL"),
        ]);
        Scopes(type);
        Flags(type, [("triggerable", type.Triggerable), ("undeletable", type.Undeletable), ("updateable", type.Updateable)]);
        Urls(type, site);
        json.WriteEndObject();
    }

    void Flags(OrgObject type, ReadOnlySpan<(string Name, object? Value)> flags)
    {
        foreach (var (name, value) in flags)
        {
            if (value is bool flag) json.WriteBoolean(name, flag);
            else json.WriteString(name, (string?)value);
        }
    }

    void Empty(string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    void Children(OrgObject type, OrgData org)
    {
        json.WriteStartArray("childRelationships");
        foreach (var (child, field) in org.Schema.ChildrenOf(type).Where(one => org.Access.Sees(one.Child, one.Field))
                     .OrderBy(one => one.Child.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteBoolean("cascadeDelete", field.CascadeDelete);
            json.WriteString("childSObject", child.Name);
            json.WriteBoolean("deprecatedAndHidden", false);
            json.WriteString("field", field.Name);
            Empty("junctionIdListNames");
            Empty("junctionReferenceTo");
            json.WriteString("relationshipName", field.ChildRelationship);
            json.WriteBoolean("restrictedDelete", field.RestrictedDelete);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void RecordTypes(OrgObject type, IReadOnlyList<RecordTypeInfo> recordTypes)
    {
        json.WriteStartArray("recordTypeInfos");
        foreach (var (id, name, developerName, isMaster) in recordTypes)
        {
            json.WriteStartObject();
            json.WriteBoolean("active", true);
            json.WriteBoolean("available", true);
            json.WriteBoolean("defaultRecordTypeMapping", isMaster);
            json.WriteString("developerName", developerName);
            json.WriteBoolean("master", isMaster);
            json.WriteString("name", name);
            json.WriteString("recordTypeId", id);
            json.WriteStartObject("urls");
            json.WriteString("layout", $"{root}/sobjects/{type.Name}/describe/layouts/{id}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void Scopes(OrgObject type)
    {
        json.WriteStartArray("supportedScopes");
        if (type.Field("OwnerId") is not null)
        {
            foreach (var (label, name) in new[] { ("All", "everything"), ("My", "mine") })
            {
                json.WriteStartObject();
                json.WriteString("label", $"{label} {type.LabelPlural.ToLowerInvariant()}");
                json.WriteString("name", name);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    void Urls(OrgObject type, string? site)
    {
        var path = $"{root}/sobjects/{type.Name}";
        json.WriteStartObject("urls");
        if (type.Layoutable) json.WriteString("compactLayouts", path + "/describe/compactLayouts");
        json.WriteString("rowTemplate", path + "/{ID}");
        if (type.Layoutable) json.WriteString("approvalLayouts", path + "/describe/approvalLayouts");
        if (site is not null && type.Layoutable)
        {
            json.WriteString("uiDetailTemplate", site + "/{ID}");
            json.WriteString("uiEditTemplate", site + "/{ID}/e");
        }

        if (type.Layoutable) json.WriteString("listviews", path + "/listviews");
        json.WriteString("describe", path + "/describe");
        if (site is not null && type.Layoutable) json.WriteString("uiNewRecord", $"{site}/{type.KeyPrefix}/e");
        if (type.Layoutable)
        {
            json.WriteString("quickActions", path + "/quickActions");
            json.WriteString("layouts", path + "/describe/layouts");
        }

        json.WriteString("sobject", path);
        json.WriteEndObject();
    }
}

/// <summary>A record type as describe tells of it.</summary>
internal readonly record struct RecordTypeInfo(string Id, string Name, string DeveloperName, bool IsMaster);
