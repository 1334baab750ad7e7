// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Built several times, each time with another fault: TINY_IID, TINY_METADATA and TINY_FAULT_… are set by CMake.

#include <evenhand/provider.h>

#include <stdexcept>

namespace {

// Says that code of this file has run, without the program's help.
const bool marked = qputenv("EVENHAND_TINY_" TINY_ID, "ran");

} // namespace

#ifdef TINY_FAULT_NO_INTERFACE

class TinyPlugin final : public QObject
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TINY_IID FILE TINY_METADATA)
};

#else

class TinyPlugin final : public QObject, public evenhand::ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TINY_IID FILE TINY_METADATA)
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    TinyPlugin()
    {
#ifdef TINY_FAULT_THROWS_AT_LOAD
        throw std::runtime_error("not today");
#endif
    }

    evenhand::Result<QUrl> origin(const QJsonObject &settings) const override
    {
#ifdef TINY_FAULT_THROWS_LATER
        throw 42;
#endif
        return QUrl(settings.value(QStringLiteral("url")).toString());
    }

    evenhand::Result<std::unique_ptr<evenhand::Provider>> create(const QJsonObject &,
                                                                 const evenhand::ProviderContext &) override
    {
        throw std::runtime_error("cannot create");
    }
};

#endif

#include "tinyplugin.moc"
