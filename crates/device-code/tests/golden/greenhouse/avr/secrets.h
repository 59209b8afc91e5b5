// Yours. Keep this file out of what you share.
#pragma once
